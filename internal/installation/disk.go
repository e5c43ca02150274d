package installation

import "syscall"

// room is how many bytes are left for this user on the disk of a folder, and how many it has; zero where the system does not say.
func room(dir string) (free, size uint64) {
	var s syscall.Statfs_t
	if err := syscall.Statfs(dir, &s); err != nil {
		return 0, 0
	}
	block := uint64(s.Bsize) // signed on Linux, unsigned on macOS, and never negative
	return s.Bavail * block, s.Blocks * block
}
