module example.com/set-up

go 1.22
