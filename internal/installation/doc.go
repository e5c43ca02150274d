// Package installation owns what is known of the process itself and of what it stands on: its settings without their secrets,
// the room left on its disk, and the database's word about itself. It may import access, config and postgres.
package installation
