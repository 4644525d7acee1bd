package given

import (
	"net"
	"os"
	"syscall"
)

// The descriptors have been open since the message came.
func listeners(numbers []int) ([]net.Listener, error) {
	var all []net.Listener
	for i := 0; i < len(numbers); i++ {
		fd := uintptr(numbers[i])
		f := os.NewFile(fd, "")
		defer f.Close()
		l, err := net.FileListener(f)
		if err != nil {
			return nil, err
		}
		all = append(all, l)
	}
	return all, nil
}

func names(numbers []int) {
	for _, number := range numbers {
		f := os.NewFile(uintptr(number), "")
		defer f.Close()
		println(f.Name())
	}
}

// Each round opens one.
func opened(paths []string) error {
	for _, path := range paths {
		fd, err := syscall.Open(path, syscall.O_RDONLY, 0)
		if err != nil {
			return err
		}
		f := os.NewFile(uintptr(fd), path)
		defer f.Close() // want defer-in-loop hint low
		println(f.Name())
	}
	return nil
}
