// Package spaces is the vendor as a client: the only code that knows how Avaya Spaces speaks. It sends people to the vendor's
// sign-in, exchanges the code they come back with, asks who they are and with whom they work, and gives the token back.
//
// Every address comes with the call, since it is data of an edition; nothing here is stored or logged. Secrets, codes and
// tokens are in no error, and a Token cannot be printed. Whatever the vendor answers is taken as hostile: sizes and times are
// limited, redirects are not followed, and missing fields are an error rather than an empty value.
//
// It imports the standard library, net/http among it, and golang.org/x/oauth2; no feature and no database.
package spaces
