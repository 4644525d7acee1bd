module example.com/listeners

go 1.22
