module example.com/backported

go 1.24

require github.com/docker/docker v27.4.1+incompatible
