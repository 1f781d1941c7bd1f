using System.Text;

namespace Homelab.Cli;

/// <summary>A line that a person types and nobody else sees.</summary>
internal static class HiddenLine
{
    public static string? Read(string prompt)
    {
        Console.Error.Write(prompt);
        var typed = new StringBuilder();
        while (true)
        {
            var key = Console.ReadKey(intercept: true);
            switch (key.Key)
            {
                case ConsoleKey.Enter:
                    Console.Error.WriteLine();
                    return typed.ToString();
                case ConsoleKey.Backspace:
                    typed.Length -= Math.Min(1, typed.Length);
                    break;
                default:
                    typed.Append(char.IsControl(key.KeyChar) ? "" : key.KeyChar);
                    break;
            }
        }
    }
}
