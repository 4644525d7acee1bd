module example.com/mainends

go 1.23
