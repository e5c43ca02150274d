// Package health is the page at /health: whether links answer, and for admins how jobs, mail, the trail, the database, the
// disk and the settings of this installation stand. It imports views/layout, views/components and templ.
package health
