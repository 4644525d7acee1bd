module example.com/unset

go 1.22
