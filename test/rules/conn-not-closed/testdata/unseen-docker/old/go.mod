module example.com/old

go 1.24

require github.com/docker/docker v27.0.3+incompatible
