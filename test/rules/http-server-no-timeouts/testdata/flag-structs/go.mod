module example.com/verify/structs

go 1.22.0

require github.com/urfave/cli/v2 v2.27.5
