namespace Homelab.Pictures;

/// <summary>The colours of every picture, so that the same thing looks the same everywhere.</summary>
public static class Paint
{
    public const string Paper = "#ffffff";
    public const string Ink = "#1b1f24";
    public const string Faint = "#5b6570";
    public const string Rule = "#e4e7eb";
    public const string Runs = "#3f9c5a";
    public const string Stops = "#e3b341";
    public const string Silent = "#dccba2";
    public const string Starts = "#8fc9a3";
    public const string Off = "#d5dae0";
    public const string OnBattery = "#d9822b";
    public const string OnLine = "#4a90c2";
    public const string Bad = "#b3261e";
}
