// Package linkwatch owns whether the links of journeys answer: it asks each address and host of the editions in use, keeps since
// when one does not answer, and has the leads told once. What follows for a journey, that a step waits and its clock stands
// still, is journey's to say: it reads the outages that are kept here. What is asked and kept names nobody.
//
// It may import access, apperr, audit, postgres and journey, and net/http for the one client of internal/outbound.
package linkwatch
