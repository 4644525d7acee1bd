module example.com/containers

go 1.22

require github.com/docker/docker v28.1.3+incompatible
