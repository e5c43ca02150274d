// Package outbound is the one way out: every HTTP call that Portico makes to an address it was told, by an edition, a lead
// or a setting, goes through the client made here. It judges the address at the moment of the connection, after the name was
// looked up, so that neither a name nor a second lookup leads into the network that Portico itself stands in.
//
// It uses no proxy of the environment: behind one, the address that is judged would be the proxy's.
//
// It may import the standard library only.
package outbound
