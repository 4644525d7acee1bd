module example.com/added

go 1.22
