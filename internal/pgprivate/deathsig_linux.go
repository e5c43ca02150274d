package pgprivate

import "syscall"

// dieWithParent has the kernel stop the child when the thread that started it
// ends, so that no server is left behind by a kill -9. The caller keeps that
// thread for as long as the child lives.
func dieWithParent(attr *syscall.SysProcAttr, sig syscall.Signal) { attr.Pdeathsig = sig }
