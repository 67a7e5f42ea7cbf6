using Lb.Host.CommandLine;

return await MqlbCommand.Create().Parse(args, MqlbCommand.Parsing).InvokeAsync();
