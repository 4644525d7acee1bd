module example.com/verify/defaults

go 1.22.0

require github.com/spf13/cobra v1.8.0
