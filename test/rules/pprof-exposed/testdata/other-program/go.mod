module example.com/verify/programs

go 1.22.0
