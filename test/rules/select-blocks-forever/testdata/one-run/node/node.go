package node

import "log"

// Run is called once by the program, and by what its tests use.
func Run(setUp func() error, watch func() error) {
	clock := make(chan error, 1)
	blocks := make(chan error, 1)
	go func() {
		select { // want select-blocks-forever low
		case err := <-clock:
			log.Print(err)
		case err := <-blocks:
			log.Print(err)
		}
	}()
	if err := setUp(); err != nil {
		return
	}
	clock <- watch()
}

// Join is called for each peer.
func Join(setUp func() error, watch func() error) {
	clock := make(chan error, 1)
	blocks := make(chan error, 1)
	go func() {
		select { // want select-blocks-forever warning high
		case err := <-clock:
			log.Print(err)
		case err := <-blocks:
			log.Print(err)
		}
	}()
	if err := setUp(); err != nil {
		return
	}
	clock <- watch()
}
