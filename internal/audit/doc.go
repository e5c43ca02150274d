// Package audit owns the trail: every change of Portico goes through Log.Change, which commits the facts and their event
// together or neither. It may import access, apperr and postgres; every feature that writes imports it.
package audit
