@echo off
rem Starts pgplaybook on Windows: a JVM over the jars beside this file. JAVA_HOME names the JDK, otherwise the one on the PATH is taken.
setlocal enabledelayedexpansion
set "home=%~dp0"
set "java=java"
if defined JAVA_HOME if exist "%JAVA_HOME%\bin\java.exe" set "java=%JAVA_HOME%\bin\java.exe"
set "classpath="
for %%j in ("%home%lib\*.jar") do set "classpath=!classpath!;%%j"
endlocal & set "PGPLAYBOOK_CLASSPATH=%classpath:~1%" & set "PGPLAYBOOK_JAVA=%java%"
rem From Java 19 on the JVM makes the class-data archive by itself; one that knows nothing of that starts without.
"%PGPLAYBOOK_JAVA%" -Xshare:auto -XX:+IgnoreUnrecognizedVMOptions -XX:+AutoCreateSharedArchive ^
  "-XX:SharedArchiveFile=%LOCALAPPDATA%\pgplaybook.jsa" -Xlog:disable -XX:TieredStopAtLevel=1 -XX:+UseSerialGC -Xmn32m -Xss2m -Dfile.encoding=UTF-8 ^
  -Djava.awt.headless=true -Dpgplaybook.terminal=auto -Djdk.console=java.base %PGPLAYBOOK_JAVA_OPTS% -cp "%PGPLAYBOOK_CLASSPATH%" dev.pgplaybook.shell.Main %*
