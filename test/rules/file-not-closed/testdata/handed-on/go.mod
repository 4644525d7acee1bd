module example.com/images

go 1.22

require (
	github.com/docker/docker v25.0.6+incompatible
	go.uber.org/mock v0.5.0
)
