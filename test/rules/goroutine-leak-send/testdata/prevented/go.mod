module example.com/prevented

go 1.22

require (
	github.com/spf13/cobra v1.8.1
	google.golang.org/grpc v1.66.0
)
