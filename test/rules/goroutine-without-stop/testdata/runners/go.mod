module example.com/runners

go 1.22

require github.com/tedsuo/ifrit v0.0.0-20230516164442-7862c310ad26
