module example.com/leftover

go 1.22
