module example.com/watching

go 1.22
