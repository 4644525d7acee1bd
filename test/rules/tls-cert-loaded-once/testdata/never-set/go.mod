module example.com/neverset

go 1.22
