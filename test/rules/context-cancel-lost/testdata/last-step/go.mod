module example.com/laststep

go 1.24
