@echo off
rem Starts Afterimage with a JDK of version 25 or newer: AFTERIMAGE_JAVA_HOME, JAVA_HOME, the PATH, then the usual folders.
setlocal enabledelayedexpansion
set "HERE=%~dp0.."
set "JAVA="
call :try "%AFTERIMAGE_JAVA_HOME%\bin\java.exe"
call :try "%JAVA_HOME%\bin\java.exe"
for /f "delims=" %%J in ('where java.exe 2^>nul') do call :try "%%J"
for /d %%D in ("%ProgramFiles%\Eclipse Adoptium\*" "%ProgramFiles%\Java\*" "%USERPROFILE%\.jdks\*") do call :try "%%~D\bin\java.exe"
if not defined JAVA (
  echo afterimage: no Java 25 or newer was found. Install a JDK 25, or point AFTERIMAGE_JAVA_HOME at one. 1>&2
  exit /b 2
)
set "ORT_DISABLE_TELEMETRY=1"
set "TEMPORARY=%TEMP%\afterimage-tmp-%RANDOM%%RANDOM%"
mkdir "%TEMPORARY%" 2>nul || set "TEMPORARY=%TEMP%"
"%JAVA%" --enable-native-access=javafx.graphics,ALL-UNNAMED --sun-misc-unsafe-memory-access=allow -XX:-UsePerfData "-Djava.io.tmpdir=%TEMPORARY%" --module-path "%HERE%\lib\javafx" --add-modules javafx.controls "-Dafterimage.models=%HERE%\models" "-Dafterimage.assets=%HERE%\assets" "-Dafterimage.natives=%HERE%\lib\native" %AFTERIMAGE_JAVA_OPTIONS% -cp "%HERE%\lib\*" afterimage.app.Main %*
exit /b %ERRORLEVEL%

:try
if defined JAVA goto :eof
if not exist "%~1" goto :eof
for /f "tokens=3" %%V in ('""%~1" -XshowSettings:properties -version 2>&1 | findstr /c:"java.specification.version""') do (
  if %%V GEQ 25 set "JAVA=%~1"
)
goto :eof
