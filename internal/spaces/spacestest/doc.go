// Package spacestest is a stand-in for Avaya Spaces: staging, production and the request form, each host of the vendor a
// listener on loopback. A person can walk it in a browser from sign-up to an approved request, a program can seed it, break it
// and look what became of the tokens. The demonstration runs it, and so do tests.
//
// It knows what the vendor's guide says and the traps that it leaves out: check-boxes only where an account is both admin and
// employee, the Developer Dashboard after a reload, redirect URIs compared letter by letter, errors that stay on the vendor's
// page. Staging and production share nothing but the person in front of them.
//
// It is no part of what serves people in earnest: cmd and tests import it, and it imports the standard library and spaces.
package spacestest
