module example.com/unmade

go 1.22
