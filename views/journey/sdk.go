package journey

import "portico/views/components"

// SDKHelp works out the fingerprint of a downloaded file, and tells the traps of the samples in it.
type SDKHelp struct {
	// SumField, NameField and VersionField are the ids of the form's fields that the fingerprint, the file's name and its version
	// go into.
	SumField, NameField, VersionField string
	// Commands do the same without a script, one for each system.
	Commands []Command
	// Traps are what the vendor's samples and texts get wrong.
	Traps []string
}

// Command is a line for a terminal.
type Command struct {
	System string
	Copy   components.CopyableModel
}

// Standing says how a file compares with what others downloaded.
type Standing struct {
	// Status is "confirmed" for the same file, "problem" for the odd one out, "waiting" where two differ.
	Status string
	Text   string
	// Do is what to do about it; empty where nothing is to be done.
	Do string
}

const fingerprintField = "sdk-file"
