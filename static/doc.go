// Package static holds what a browser needs besides pages: the style sheet, the
// scripts, the icon sprite. All of it is embedded in the binary.
//
// The style sheet is written as one file a component under css/ and put together
// here in one fixed order, so there is no build step. Every asset is served under
// a name that carries a hash of its bytes: it may be kept for ever by a browser,
// and a new release is seen at once.
//
// It may import the standard library only. Pages link with [URL]; the server
// mounts [Handler] at [Prefix].
package static
