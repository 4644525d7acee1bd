module example.com/verify/structs

go 1.22.0
