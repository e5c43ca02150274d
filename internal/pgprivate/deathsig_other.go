//go:build !linux

package pgprivate

import "syscall"

// dieWithParent does nothing where the kernel has no such service: there a
// killed program leaves its server running, and the next start joins it.
func dieWithParent(*syscall.SysProcAttr, syscall.Signal) {}
