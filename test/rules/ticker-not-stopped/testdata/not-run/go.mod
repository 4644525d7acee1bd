module example.com/notrun

go 1.22
