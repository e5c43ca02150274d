package main

import _ "time/tzdata" // times are shown in the reader's zone, also where the machine has no zone data
