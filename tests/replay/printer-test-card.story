zhuangui-devices 1
# A test card on the simulated TM-T20III, recorded by print-test --simulate --record.
device 1 usb=04b8:0e28 revision=0100 port=1-2 interface=0 class=7/1/2
+63 1 open
+6 1 control a1 00 0000 0000 in 1024 00 40 4d 46 47 3a 45 50 53 4f 4e 3b 43 4d 44 3a 45 53 43 2f 50 4f 53 3b 4d 44 4c 3a 54 4d 2d 54 32 30 49 49 49 3b 43 4c 53 3a 50 52 49 4e 54 45 52 3b 44 45 53 3a 73 69 6d 75 6c 61 74 65 64 3b
+5435 1 out 1d 61 0f
+30 1 = printer set card 2558
+6 1 = printer ready, used as epson-tm-t20, calls itself EPSON TM-T20III
+4 1 = card queued
+6 1 control a1 01 0000 0000 in 1 18
+6 1 in 10 00 00 00
+6 1 out 10 04 01
+2 1 in 12
+3 1 out 10 04 02
+2 1 in 12
+2 1 out 10 04 03
+2 1 in 12
+2 1 out 10 04 04
+1 1 in 12
+3465 1 = card sending
+44 1 out 1b 40 1d 61 0f 1b 61 01 1b 45 01 1d 21 11 1c 26 b2 e2 ca d4 bf a8 0a 1b 45 00 1d 21 00 65 70 73 6f 6e 2d 74 6d 2d 74 32 30 0a 1b 61 00 31 20 ce d7 cf aa d7 a8 b9 f1 20 a3 a4 31 32 2e 38 30 0a 32 20 88 d2 86 b4 e9 46 0a 33 20 fe 9f 20 a2 e3 0a 34 20 82 30 b7 31 20 95 34 b2 35 0a 35 20 c1 d0 bf ed 0a 31 32 33 34 35 36 37 38 39 30 31 32 33 34 35 36 37 38 39 30 31 32 33 34 35 36 37 38 39 30 31 32 33 34 35 36 37 38 39 30 31 32 33 34 35 36 37 38 0a 1d 21 10 36 20 bf ed 41 0a 1d 21 01 36 20 b8 df 41 0a 1b 45 01 1d 21 11 36 20 b4 f3 41 0a 1b 45 00 1d 21 00 37 20 b6 fe ce ac c2 eb 0a 1b 61 01 1d 28 6b 04 00 31 41 32 00 1d 28 6b 03 00 31 43 05 1d 28 6b 03 00 31 45 31 1d 28 6b 15 00 31 50 30 5a 48 55 41 4e 47 55 49 20 54 45 53 54 20 43 41 52 44 1d 28 6b 03 00 31 51 30 1b 61 00 38 20 cc f5 c2 eb 0a 1b 61 01 1d 68 40 1d 77 02 1d 48 02 1d 6b 49 09 7b 42 5a 47 2d 7b 43 19 3a 1b 61 00 39 20 c7 d0 d6 bd 20 20 31 30 20 c7 ae cf e4 0a 1d 56 42 00 1b 70 00 19 fa 1c 2e 1d 28 48 06 00 30 30 32 35 35 38
+6 1 = card sent
+3 1 in 10 00 00 00
+4 1 in 37 22 32 35 35 38 00
+3 1 = card confirmed, grade A
+4 1 close
