// Package problem holds the one page for everything that did not work: what
// happened, what became of the input, what to do, and the number to give to an admin.
//
// It may import templ, portico/views/layout, portico/views/components,
// portico/static and the standard library. [New] knows the words of every status;
// a handler adds what only it knows.
package problem
