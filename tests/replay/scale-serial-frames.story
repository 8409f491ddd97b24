zhuangui-devices 1
# A CAS scale, which is asked (05, and 11 once it has answered 06), and a bench scale at 2400 baud that speaks by itself; written
# by hand from the CAS SW-II manual p. 15 and the General Measure M02 manual p. 56.
device 1 usb=0000:0000 revision=0000 port=/dev/ttyS0 interface=0 class=0/0/0
device 2 usb=1a86:7523 revision=0264 port=tty:1-1.2:1.0 interface=0 class=0/0/0
+0 1 open
+300 1 control 21 20 0000 0000 out 80 25 00 00 00 00 08
+100 1 control 21 22 0003 0000 out
+0 1 = scale cas 9600
+100 1 out 05
+4000 1 in 06
+100 1 out 11
# "S 00.520kg"; 66 is the exclusive or of what stands between 02 and itself
+15000 1 in 01 02 53 20 30 30 2e 35 32 30 6b 67 66 03 04
+0 1 = weigh 520 g stable
+180900 1 out 05
+4000 1 in 06
+100 1 out 11
# "U-00.125kg", in two pieces
+9000 1 in 01 02 55 2d 30 30
+6000 1 in 2e 31 32 35 6b 67 6c 03 04
+0 1 = weigh -125 g unstable
+180900 1 out 05
+4000 1 in 06
+100 1 out 11
# "S 01.234kg" with a check byte that is false by one bit: no weight
+15000 1 in 01 02 53 20 30 31 2e 32 33 34 6b 67 64 03 04
+180900 1 out 05
+4000 1 in 06
+100 1 out 11
# the same, whole
+15000 1 in 01 02 53 20 30 31 2e 32 33 34 6b 67 65 03 04
+0 1 = weigh 1234 g stable
+50000 1 fail in 107 the line is gone
+0 1 close
+100000 2 open
+300 2 control 21 20 0000 0000 out 60 09 00 00 00 00 08
+100 2 control 21 22 0003 0000 out
+0 2 = scale st-gs 2400
# "ST,GS,+  0.000kg"
+100000 2 in 53 54 2c 47 53 2c 2b 20 20 30 2e 30 30 30 6b 67 0d 0a
+0 2 = weigh 0 g zero
# "US,GS,+  1.112kg"
+100000 2 in 55 53 2c 47 53 2c 2b 20 20 31 2e 31 31 32 6b 67 0d 0a
+0 2 = weigh 1112 g unstable
# "ST,GS,+  1.350kg"
+100000 2 in 53 54 2c 47 53 2c 2b 20 20 31 2e 33 35 30 6b 67 0d 0a
+0 2 = weigh 1350 g stable
# "ST,TR,+  0.100kg"
+100000 2 in 53 54 2c 54 52 2c 2b 20 20 30 2e 31 30 30 6b 67 0d 0a
# "ST,NT,+  1.250kg"
+100000 2 in 53 54 2c 4e 54 2c 2b 20 20 31 2e 32 35 30 6b 67 0d 0a
+0 2 = weigh 1250 g stable, net, tare 100 g
# "OL,GS,+ ------kg"
+100000 2 in 4f 4c 2c 47 53 2c 2b 20 2d 2d 2d 2d 2d 2d 6b 67 0d 0a
+0 2 = weigh over, tare 100 g
+900000 2 fail in 107 the adapter was unplugged
+0 2 close
