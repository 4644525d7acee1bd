package descriptors

import (
	"errors"
	"fmt"
	"os"
	"os/exec"
	"syscall"
	"unsafe"
)

type terminal struct {
	file *os.File
	name string
}

// What a system call does to a terminal is over when it comes back.
func open(path string) (*terminal, error) {
	f, err := os.OpenFile(path, os.O_RDWR, 0) // want file-not-closed
	if err != nil {
		return nil, err
	}
	if err := quiet(f); err != nil {
		return nil, err
	}
	return &terminal{file: f, name: path}, nil
}

func quiet(f *os.File) error {
	var state [64]byte
	if _, _, err := syscall.Syscall(syscall.SYS_IOCTL, f.Fd(), 0x5401, uintptr(unsafe.Pointer(&state))); err != 0 {
		return fmt.Errorf("ioctl: %w", err)
	}
	return nil
}

// The number is in a variable on the way.
func size(path string) (int64, error) {
	f, err := os.Open(path) // want file-not-closed
	if err != nil {
		return 0, err
	}
	fd := int(f.Fd())
	var stat syscall.Stat_t
	if err := syscall.Fstat(fd, &stat); err != nil {
		return 0, err
	}
	return stat.Size, nil
}

// A lock holds as long as the file is open.
func lock(path string) error {
	f, err := os.OpenFile(path, os.O_CREATE, 0o600)
	if err != nil {
		return err
	}
	return syscall.Flock(int(f.Fd()), syscall.LOCK_EX|syscall.LOCK_NB)
}

// Whoever reads the text can use the number.
func inherit(path string) (*exec.Cmd, error) {
	f, err := os.Open(path)
	if err != nil {
		return nil, err
	}
	return exec.Command("cat", fmt.Sprintf("/proc/self/fd/%d", f.Fd())), nil
}

// The number goes out.
func number(path string) (int, error) {
	f, err := os.Open(path)
	if err != nil {
		return 0, err
	}
	fd := int(f.Fd())
	if fd < 3 {
		return 0, errors.New("a standard stream")
	}
	return fd, nil
}

// Closed on every path.
func synced(path string) error {
	f, err := os.Open(path)
	if err != nil {
		return err
	}
	defer f.Close()
	return syscall.Fdatasync(int(f.Fd()))
}
