module example.com/called

go 1.22
