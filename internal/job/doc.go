// Package job runs what is due beside the pages: by the clock, or because somebody asked. It owns the queue, River on the same
// PostgreSQL: one process of the installation leads and says when something is due, any process does it, and what fails is
// tried again later. A feature hands in Tasks and knows nothing of River.
//
// It may import access, apperr, audit and postgres. No feature imports it: cmd and handlers put tasks and queue together.
package job
