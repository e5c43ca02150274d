// Package config is every setting of Portico in one struct, with the name of its environment variable, its default and its
// help. It imports only the standard library; the command line fills it.
package config
