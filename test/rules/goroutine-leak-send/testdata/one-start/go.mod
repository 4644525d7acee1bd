module example.com/onestart

go 1.22
