module example.com/notcalled

go 1.22
