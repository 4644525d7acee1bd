module example.com/store

go 1.22

require google.golang.org/grpc v1.70.0
