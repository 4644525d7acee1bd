module example.com/verify/ways

go 1.22.0

require google.golang.org/grpc v1.67.1
