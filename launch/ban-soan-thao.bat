@echo off
rem Mo ban soan thao cua draftkit: bam dup, hoac keo thu muc du an tha vao tep nay.
chcp 65001 >nul
set "FOLDER=%~1"
if "%FOLDER%"=="" set "FOLDER=%USERPROFILE%\Documents\draftkit"
if not exist "%FOLDER%\" mkdir "%FOLDER%"
where draftkit >nul 2>nul
if errorlevel 1 (
  echo Chua co draftkit. Hay chay cai-dat.ps1 truoc.
  pause
  exit /b 2
)
draftkit serve "%FOLDER%"
if errorlevel 1 pause
